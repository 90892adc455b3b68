import {expect, it} from "vitest";
import {createClient} from "./client.ts";

/** A client, and how a message reaches it. */
function connected() {
    let hear: (message: unknown) => void = () => {};
    const client = createClient({
        send: () => {},
        receive: (listener) => {
            hear = listener;
        }
    });
    return {client, event: (name: string, payload: unknown) => hear({type: "event", name, payload})};
}

it("keeps what the host asks for until the page listens, and gives it once", () => {
    const {client, event} = connected();
    event("host.openFile", {path: "/mail/first.eml"});
    event("host.openFile", {path: "/mail/second.eml"});
    const heard: string[] = [];
    const stop = client.on("host.openFile", ({path}) => heard.push(path));
    client.on("host.command", ({command}) => heard.push(command));
    event("host.openFile", {path: "/mail/third.eml"});
    stop();
    client.on("host.openFile", ({path}) => heard.push(`again ${path}`));
    expect(heard).toEqual(["/mail/second.eml", "/mail/third.eml"]);
});
