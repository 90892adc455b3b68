import {useEffect, useState} from "react";
import type {ItemKind} from "../../app/contract/index.ts";
import {itemKind} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Choice} from "../components/Choice.tsx";
import {Confirm} from "../components/Dialog.tsx";
import {Empty, Page, Section, Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import {saveFile} from "../state/clipboard.ts";
import {client} from "../state/client.ts";
import {library} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {Skipped} from "../sources/Skipped.tsx";
import {goTo} from "../state/route.ts";
import {useStore} from "../state/store.ts";
import {LearnDeeper} from "../training/LearnDeeper.tsx";
import {HabitLists} from "./HabitLists.tsx";
import {Learned} from "./Learned.tsx";
import {OverTime} from "./OverTime.tsx";
import {OwnRules} from "./OwnRules.tsx";
import {voicePart, voiceParts} from "./parts.ts";
import type {VoicePart} from "./parts.ts";
import {People} from "./People.tsx";
import {TextDialog} from "./TextDialog.tsx";
import {TextMap} from "./TextMap.tsx";
import {LeftOut, SearchTexts} from "./Texts.tsx";

/** Everything that was learned about the user's writing, in sections. */
export default function Voice() {
    const m = useMessages();
    const state = useStore(library);
    const part = useStore(voicePart);
    const [asking, setAsking] = useState(false);
    const [shown, setShown] = useState<string | null>(null);
    const revision = state?.revision ?? 0;
    const erase = (yes: boolean): void => {
        setAsking(false);
        if (yes) void attempt(() => client.call("persona.erase", {}), m.voice.erased);
    };
    const save = (): void =>
        void attempt(async () => {
            const {name, content} = await client.call("persona.export", {});
            await saveFile(name, content);
        }, m.voice.exported);
    if (state !== null && state.items === 0) return <EmptyVoice revision={revision} onOpen={setShown} />;
    return (
        <Page
            title={m.voice.title}
            lead={m.voice.lead}
            actions={
                <>
                    <Button icon="save" onClick={save}>
                        {m.voice.export}
                    </Button>
                    <Button look="bad" icon="bin" onClick={() => setAsking(true)}>
                        {m.voice.erase}
                    </Button>
                </>
            }
        >
            <Choice
                label={m.learned.questions}
                value={part}
                options={voiceParts.map((value) => ({value, label: m.learned.parts[value]}))}
                onChange={(next) => voicePart.set(next)}
            />
            <ShownPart part={part} revision={revision} onOpen={setShown} />
            {shown !== null && <TextDialog id={shown} onClose={() => setShown(null)} />}
            <Confirm open={asking} title={m.voice.eraseTitle} words={m.voice.eraseWords} action={m.voice.erase} onAnswer={erase} />
        </Page>
    );
}

/** Without learned texts: the way to the sources, and what was left out. */
function EmptyVoice({revision, onOpen}: {revision: number; onOpen: (id: string) => void}) {
    const m = useMessages();
    return (
        <Page title={m.voice.title} lead={m.voice.lead}>
            <Empty title={m.voice.empty}>
                <p>{m.voice.emptyHint}</p>
                <p>
                    <Button look="main" onClick={() => goTo({screen: "sources"})}>
                        {m.sources.add}
                    </Button>
                </p>
            </Empty>
            <Section title={m.voice.leftOut} note={m.voice.leftOutNote}>
                <LeftOut revision={revision} onOpen={onOpen} />
            </Section>
        </Page>
    );
}

function ShownPart({part, revision, onOpen}: {part: VoicePart; revision: number; onOpen: (id: string) => void}) {
    const m = useMessages();
    return (
        <>
            {part === "sound" && (
                <>
                    <Learned revision={revision} />
                    <OwnRules />
                    <HabitSection revision={revision} />
                </>
            )}
            {part === "people" && <People revision={revision} />}
            {part === "leftOut" && (
                <>
                    <Section title={m.voice.leftOut} note={m.voice.leftOutNote}>
                        <LeftOut revision={revision} onOpen={onOpen} />
                    </Section>
                    <Section title={m.sources.skipped}>
                        <Skipped revision={revision} />
                    </Section>
                </>
            )}
            {part === "years" && (
                <Section title={m.voice.overTime} note={m.voice.overTimeNote}>
                    <OverTime revision={revision} />
                </Section>
            )}
            {part === "texts" && (
                <>
                    <Section title={m.voice.search} note={m.voice.searchHint}>
                        <SearchTexts revision={revision} onOpen={onOpen} />
                    </Section>
                    <Section title={m.voice.map} note={m.voice.mapNote}>
                        <TextMap revision={revision} onOpen={onOpen} />
                    </Section>
                </>
            )}
            {part === "deeper" && <LearnDeeper revision={revision} />}
        </>
    );
}

function HabitSection({revision}: {revision: number}) {
    const m = useMessages();
    const [kind, setKind] = useState<ItemKind | "all">("all");
    const answer = useQuery("persona.habits", {kind: kind === "all" ? null : kind});
    const {refetch} = answer;
    useEffect(() => refetch(), [refetch, revision]);
    const options = [{value: "all" as const, label: m.voice.all}, ...itemKind.options.map((value) => ({value, label: m.itemKinds[value]}))];
    return (
        <Section title={m.voice.habits} actions={<Choice label={m.voice.habits} value={kind} options={options} onChange={setKind} />}>
            <Shown answer={answer}>{(habits) => <HabitLists habits={habits} />}</Shown>
        </Section>
    );
}
