// What every page of the desk does in the browser. Keys are bound by keys.js where a page has them.
"use strict";
