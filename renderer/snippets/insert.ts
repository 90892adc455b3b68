/** Puts a text where the cursor is in a field, in place of what is selected there; the field's own undo takes it back. */
export function insertIntoField(field: HTMLTextAreaElement, text: string): void {
    field.focus();
    // as if it were pasted: no other way leaves the field's undo whole
    if (document.execCommand("insertText", false, text)) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", {bubbles: true}));
}
