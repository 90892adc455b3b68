import {useMemo} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Empty, Failure, Page, Section, Waiting} from "../components/Page.tsx";
import {Progress} from "../components/Progress.tsx";
import {useCommands} from "../shell/commands.ts";
import {useQuery} from "../state/query.ts";
import {library} from "../state/main-state.ts";
import {notify} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import {addingFolder, addSources} from "./dropping.ts";
import {FolderDialog} from "./FolderDialog.tsx";
import {FoundStores} from "./FoundStores.tsx";
import {Identities} from "./Identities.tsx";
import {scanJob} from "./scan-job.ts";
import {Skipped} from "./Skipped.tsx";
import {SourceLine} from "./SourceLine.tsx";

/** The folders and their state, the user's identities, and what was left out. */
export default function Sources() {
    const m = useMessages();
    const state = useStore(library);
    const stores = useQuery("library.stores", {}).value ?? [];
    const adding = useStore(addingFolder);
    useCommands(
        useMemo(
            () => [
                {id: "add-folder", title: m.commands.addFolder, keys: "Mod+O", run: () => addingFolder.set(true)},
                {id: "scan", title: m.commands.scan, run: () => void scanJob.scan()}
            ],
            [m]
        )
    );
    const add = (path: string): void => {
        addingFolder.set(false);
        void addSources([path], m.sources.result);
    };
    return (
        <Page
            title={m.sources.title}
            lead={m.sources.lead}
            actions={
                <>
                    <Button icon="again" disabled={state?.sources.length === 0} onClick={() => void scanJob.scan()}>
                        {m.sources.scan}
                    </Button>
                    <Button look="main" icon="more" onClick={() => addingFolder.set(true)}>
                        {m.sources.add}
                    </Button>
                </>
            }
        >
            {state?.notes.map((note) => (
                <Failure key={note.text} sentence={m.say(note)} />
            ))}
            {state?.running && <Running />}
            {state === null ? (
                <Empty small>
                    <Waiting label={m.loading} />
                </Empty>
            ) : (
                <>
                    {state.sources.length === 0 ? (
                        <Empty title={m.sources.empty}>
                            <p>{m.sources.emptyHint}</p>
                        </Empty>
                    ) : (
                        <ul>
                            {state.sources.map((source) => (
                                <SourceLine key={source.id} source={source} />
                            ))}
                        </ul>
                    )}
                    <FoundStores
                        stores={stores}
                        sources={state.sources}
                        onChoose={(paths) => void addSources(paths, m.sources.result)}
                        title={(title) => <h2>{title}</h2>}
                    />
                    <Identities identities={state.identities} />
                    <Section title={m.sources.skipped}>
                        <Skipped revision={state.revision} />
                    </Section>
                </>
            )}
            <FolderDialog open={adding} onClose={() => addingFolder.set(false)} onChoose={add} />
        </Page>
    );
}

function Running() {
    const m = useMessages();
    const running = useStore(library)?.running ?? null;
    const mine = useStore(scanJob.controller) !== null;
    return (
        <div style={{display: "grid", gap: "0.75rem"}}>
            <Progress progress={running} />
            {mine && (
                <div>
                    <Button
                        icon="stop"
                        onClick={() => {
                            scanJob.stop();
                            notify(m.sources.stopped);
                        }}
                    >
                        {m.sources.stop}
                    </Button>
                </div>
            )}
        </div>
    );
}
