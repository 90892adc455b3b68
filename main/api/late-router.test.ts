import {describe, expect, it} from "vitest";
import type {HostMessage} from "../../app/contract/index.ts";
import {standardSettings} from "../../app/contract/index.ts";
import type {Handlers} from "../../app/contract/index.ts";
import {lateRouter} from "./late-router.ts";
import {createRouter} from "./router.ts";
import type {Router} from "./router.ts";

const open = (): Router => createRouter({"settings.read": () => standardSettings} as unknown as Handlers);
const read = (id: number) => ({type: "request", id, name: "settings.read", input: {}});
const turns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe("a router whose services open later", () => {
    it("answers what was asked before, in order, and what is asked afterwards", async () => {
        const services = Promise.withResolvers<Router>();
        const router = lateRouter(services.promise);
        const heard: HostMessage[] = [];
        const session = router.connect((message) => heard.push(message));
        session.receive(read(1));
        session.receive(read(2));
        router.emit("settings.changed", {...standardSettings, drafts: 2});
        await turns();
        expect(heard).toEqual([]);
        expect(router.isBusy).toBe(false);
        services.resolve(open());
        await turns();
        session.receive(read(3));
        await turns();
        expect(heard.flatMap((message) => ("id" in message ? [message.id] : []))).toEqual([1, 2, 3]);
        expect(heard.filter(({type}) => type === "event")).toHaveLength(1);
    });

    it("connects no window that was closed meanwhile", async () => {
        const services = Promise.withResolvers<Router>();
        const heard: HostMessage[] = [];
        const session = lateRouter(services.promise).connect((message) => heard.push(message));
        session.receive(read(1));
        session.close();
        services.resolve(open());
        await turns();
        expect(heard).toEqual([]);
    });

    it("stays silent if the services cannot be opened", async () => {
        const services = Promise.withResolvers<Router>();
        const router = lateRouter(services.promise);
        const heard: HostMessage[] = [];
        router.connect((message) => heard.push(message)).receive(read(1));
        services.reject(new Error("the home is in use"));
        await turns();
        expect(heard).toEqual([]);
        expect(router.isBusy).toBe(false);
    });
});
