import {createStore} from "./store.ts";

export const screens = ["write", "drafts", "voice", "sources", "models", "connections", "privacy", "settings"] as const;
export type Screen = (typeof screens)[number];

export type Route = {readonly screen: Screen} | {readonly screen: "edit"; readonly id: string} | {readonly screen: "welcome"};

export const route = createStore<Route>({screen: "write"});

export function goTo(next: Route): void {
    route.set(next);
}
