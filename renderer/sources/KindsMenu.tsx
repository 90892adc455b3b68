import {itemKind} from "../../app/contract/index.ts";
import type {ItemKind, Source} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Menu, MenuCheck, MenuLabel, MenuLine} from "../components/Menu.tsx";
import {client} from "../state/client.ts";
import {attempt} from "../state/notices.ts";
import {scanJob} from "./scan-job.ts";

/** The kinds of writing that a folder contains; none chosen: determined for each file. */
export function KindsMenu({source}: {source: Source}) {
    const m = useMessages();
    const words = source.kinds.length === 0 ? m.sources.kindsFound : source.kinds.map((kind) => m.itemKinds[kind]).join(", ");
    const set = (kinds: readonly ItemKind[]): void =>
        void attempt(async () => {
            await client.call("library.kinds", {id: source.id, kinds: [...kinds]});
            await scanJob.scan();
        });
    return (
        <Menu
            align="end"
            trigger={
                <Button look="quiet" aria-label={`${m.sources.kinds}: ${words}`}>
                    {words}
                </Button>
            }
        >
            <MenuLabel>{m.sources.kinds}</MenuLabel>
            {itemKind.options.map((kind) => {
                const on = source.kinds.includes(kind);
                return (
                    <MenuCheck
                        key={kind}
                        checked={on}
                        onChange={() => set(on ? source.kinds.filter((each) => each !== kind) : [...source.kinds, kind])}
                    >
                        {m.itemKinds[kind]}
                    </MenuCheck>
                );
            })}
            <MenuLine />
            <MenuCheck checked={source.kinds.length === 0} onChange={() => set([])}>
                {m.sources.kindsFound}
            </MenuCheck>
        </Menu>
    );
}
