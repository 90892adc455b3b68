import {checkConnection} from "./api.js";
import {readAddress, writeAddress} from "./settings.js";

const form = document.querySelector("form");
const said = document.querySelector("#said");

const {port, token} = await readAddress();
form.port.value = String(port);
form.token.value = token;

form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const address = {port: form.port.valueAsNumber, token: form.token.value.trim()};
    await writeAddress(address);
    said.textContent = await checkConnection(address).then(
        () => "Idiolect answers.",
        (error) => error.message
    );
});
