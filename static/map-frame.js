/* Generated from browser/page/map-frame.js: do not edit. */
"use strict";(()=>{function n(e,o=()=>!1){let{origin:r}=e.location;e.addEventListener("message",t=>{t.origin!==r&&!o(t)&&t.stopImmediatePropagation()},{capture:!0})}n(window);})();
