// What a page of the docs can do beyond being read: examples that run, search, copying, and where one is.
import { setUpCopying } from "./copying.js";
import { setUpExamples } from "./examples.js";
import { setUpPlace } from "./place.js";
import { setUpSearch } from "./search.js";

setUpExamples();
setUpSearch();
setUpCopying();
setUpPlace();
