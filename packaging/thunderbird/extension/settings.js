import {standardPort} from "./api.js";

/** The address that the user entered. It lies in this extension's own storage in the Thunderbird profile. */
export async function readAddress() {
    const {port = standardPort, token = ""} = await messenger.storage.local.get(["port", "token"]);
    return {port, token};
}

export async function writeAddress({port, token}) {
    await messenger.storage.local.set({port, token});
}
