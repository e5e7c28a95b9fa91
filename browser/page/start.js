/** What watches over a page before Streamlit's own scripts run: what it hears, its history and its links. */

import { carryView } from "../lib/carry.js";
import "./hearing.js";
import "./history.js";
import "./links.js";

carryView();
