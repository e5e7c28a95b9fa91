/** What watches over a page before Streamlit's own scripts run: its history and its links. */

import "./history.js";
import "./links.js";
