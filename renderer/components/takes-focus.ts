/** Marks the element that takes the focus when a control in it or beside it is gone: a draft, the text of a screen, a heading. */
export const takesFocus = {"data-takes-focus": ""};

/** its selector */
export const taking = "[data-takes-focus]";
