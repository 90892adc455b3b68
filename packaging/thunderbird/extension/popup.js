const form = document.querySelector("form");
const said = document.querySelector("#said");
const button = form.querySelector("button");

form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    said.textContent = "Writing…";
    const [tab] = await messenger.tabs.query({active: true, currentWindow: true});
    const {sentence} = await messenger.runtime.sendMessage({type: "reply", tabId: tab.id, notes: form.notes.value});
    if (sentence === null) window.close();
    said.textContent = sentence ?? "";
    button.disabled = false;
});
