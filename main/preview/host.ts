import packageJson from "../../package.json" with {type: "json"};
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {platformOf, type HostPort} from "../api/host.ts";

/** Capabilities that the host lacks are left to the page: a browser has its own clipboard, downloads and mail links. */
export function previewHost(): HostPort {
    const refuse = (): never => {
        throw new UserError(say("preview.cannot"));
    };
    return {
        abilities: {
            host: "preview",
            platform: platformOf(process.platform),
            folderDialog: false,
            clipboard: false,
            mail: false,
            power: false,
            version: packageJson.version,
            updates: null,
            locale: Intl.DateTimeFormat().resolvedOptions().locale
        },
        chooseFolder: async () => refuse(),
        chooseFile: async () => refuse(),
        saveFile: async () => refuse(),
        copy: async () => refuse(),
        composeMail: async () => refuse(),
        showFile: async () => refuse(),
        notify: () => {},
        closeQuickBrief: () => {},
        power: null,
        settingsChanged: () => {}
    };
}
