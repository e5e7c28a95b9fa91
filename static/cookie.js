/* Generated from browser/page/cookie.js: do not edit. */
function o({data:{name:e,value:a,seconds:t}}){document.cookie=`${e}=${a}; path=/; max-age=${t}; SameSite=Lax`}export{o as default};
