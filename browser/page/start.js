/** What watches over a page before Streamlit's own scripts run: what it hears, its history and its links. */

import "./hearing.js";
import "./history.js";
import "./links.js";
