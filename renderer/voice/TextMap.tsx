import {useEffect, useMemo, useState} from "react";
import type {KeyboardEvent} from "react";
import type {MapPoint} from "../../app/contract/index.ts";
import {itemKind} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Choice} from "../components/Choice.tsx";
import {Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import styles from "./Voice.module.css";

/** units of the drawing */
const size = {width: 800, height: 460, edge: 24};
const fewest = 3;

/**
 * The user's texts as points: similar texts are close to each other. Hovering shows a text, clicking opens it; arrow keys move between
 * texts.
 */
export function TextMap({revision, onOpen}: {revision: number; onOpen: (id: string) => void}) {
    const m = useMessages();
    const answer = useQuery("persona.map", {});
    const [by, setBy] = useState<"kind" | "year">("kind");
    const {refetch} = answer;
    useEffect(() => refetch(), [refetch, revision]);
    return (
        <Shown answer={answer}>
            {({points, total}) =>
                points.length < fewest ? (
                    <p className={styles["soft"]}>{m.voice.mapTooFew}</p>
                ) : (
                    <>
                        <div className={styles["mapHead"]}>
                            <Choice
                                label={m.voice.colourBy}
                                value={by}
                                options={[
                                    {value: "kind", label: m.voice.byKind},
                                    {value: "year", label: m.voice.byYear}
                                ]}
                                onChange={setBy}
                            />
                            <Legend points={points} by={by} />
                            {points.length < total && (
                                <span className={styles["soft"]}>{m.voice.shown(m.number(points.length), m.number(total))}</span>
                            )}
                        </div>
                        <Drawing points={points} by={by} onOpen={onOpen} />
                    </>
                )
            }
        </Shown>
    );
}

function Drawing({points, by, onOpen}: {points: readonly MapPoint[]; by: "kind" | "year"; onOpen: (id: string) => void}) {
    const m = useMessages();
    const [here, setHere] = useState<number | null>(null);
    const years = useMemo(() => yearRange(points), [points]);
    const at = here === null ? null : points[here];
    const onKeyDown = (event: KeyboardEvent): void => {
        const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
        if (step !== undefined) {
            event.preventDefault();
            setHere(((here ?? -1) + step + points.length) % points.length);
        } else if (event.key === "Enter" && at) {
            onOpen(at.id);
        }
    };
    return (
        <div className={styles["mapFrame"]}>
            <svg
                className={styles["map"]}
                viewBox={`0 0 ${size.width} ${size.height}`}
                role="application"
                tabIndex={0}
                aria-label={`${m.voice.mapList}: ${m.texts(points.length)}`}
                onKeyDown={onKeyDown}
                onMouseLeave={() => setHere(null)}
            >
                {points.map((point, i) => (
                    <circle
                        key={point.id}
                        className={`${styles["point"]} ${i === here ? styles["here"] : ""}`}
                        r={i === here ? 7 : 5}
                        cx={across(point.x)}
                        cy={down(point.y)}
                        fill={colour(point, by, years)}
                        onMouseEnter={() => setHere(i)}
                        onClick={() => onOpen(point.id)}
                    />
                ))}
            </svg>
            <div aria-live="polite">
                {at && (
                    <div className={styles["cardFrame"]}>
                        <strong dir="auto">{at.label}</strong>
                        <br />
                        <span className={styles["soft"]}>
                            {m.itemKinds[at.kind]} · {at.year === null ? m.voice.noYear : at.year}
                        </span>
                    </div>
                )}
            </div>
        </div>
    );
}

function Legend({points, by}: {points: readonly MapPoint[]; by: "kind" | "year"}) {
    const m = useMessages();
    if (by === "kind") {
        const kinds = itemKind.options.filter((kind) => points.some((point) => point.kind === kind));
        return (
            <ul className={styles["legend"]}>
                {kinds.map((kind) => (
                    <li key={kind}>
                        <i style={{background: `var(--kind-${kind})`}} />
                        {m.itemKinds[kind]}
                    </li>
                ))}
            </ul>
        );
    }
    const years = yearRange(points);
    const shown = years === null ? [] : years.first === years.last ? [years.first] : [years.first, years.last];
    return (
        <ul className={styles["legend"]}>
            {shown.map((year) => (
                <li key={year}>
                    <i style={{background: yearColour(year, years)}} />
                    {year}
                </li>
            ))}
        </ul>
    );
}

const across = (x: number): number => size.edge + ((x + 1) / 2) * (size.width - 2 * size.edge);
const down = (y: number): number => size.edge + ((1 - y) / 2) * (size.height - 2 * size.edge);

interface Years {
    readonly first: number;
    readonly last: number;
}

function yearRange(points: readonly MapPoint[]): Years | null {
    const years = points.flatMap(({year}) => (year === null ? [] : [year]));
    return years.length === 0 ? null : {first: Math.min(...years), last: Math.max(...years)};
}

function colour({kind, year}: MapPoint, by: "kind" | "year", years: Years | null): string {
    if (by === "kind") return `var(--kind-${kind})`;
    return year === null ? "var(--line-strong)" : yearColour(year, years);
}

/** From faint (old) to the full accent (new). */
function yearColour(year: number, years: Years | null): string {
    const share = years === null || years.last === years.first ? 1 : (year - years.first) / (years.last - years.first);
    return `color-mix(in oklab, var(--accent) ${Math.round(100 * share)}%, var(--kind-headline))`;
}
