/** Of the site in whose frame it stands, a page hears a date and nothing else; of any other, nothing. */

import { askedDate, hearOwn } from "../lib/messages.js";

hearOwn(window, ({ data, source }) => source === window.parent && askedDate(data) !== null);
