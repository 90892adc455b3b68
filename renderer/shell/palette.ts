import {createStore} from "../state/store.ts";

/** Is the command palette open? */
export const palette = createStore(false);
