/**
 * Runs in the frame of the map before streamlit-folium's script, which evaluates what a message brings: it hears the
 * page of the atlas alone, whoever shows that page or this frame.
 */

import { hearOwn } from "../lib/messages.js";

hearOwn(window);
