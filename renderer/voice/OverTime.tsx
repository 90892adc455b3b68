import {useEffect, useId, useState} from "react";
import type {Output} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Shown} from "../components/Page.tsx";
import {useQuery} from "../state/query.ts";
import styles from "./Voice.module.css";

type Years = Output<"persona.overTime">;

/** units of the drawing */
const size = {width: 800, height: 180, left: 8, right: 40, top: 24, bottom: 24};

/** One habit from year to year. */
export function OverTime({revision}: {revision: number}) {
    const m = useMessages();
    const answer = useQuery("persona.overTime", {});
    const [chosen, setChosen] = useState("sentenceLength");
    const id = useId();
    const {refetch} = answer;
    useEffect(() => refetch(), [refetch, revision]);
    return (
        <Shown answer={answer}>
            {(years) => {
                if (years.length === 0) return <p className={styles["soft"]}>{m.voice.noYears}</p>;
                const habits = [...new Set(years.flatMap(({measures}) => measures.map(({habit}) => habit)))];
                return (
                    <div className={styles["years"]}>
                        <label className="only-heard" htmlFor={id}>
                            {m.voice.habit}
                        </label>
                        <select id={id} value={chosen} onChange={(event) => setChosen(event.target.value)}>
                            {habits.map((habit) => (
                                <option key={habit} value={habit}>
                                    {m.voice.habitNames[habit] ?? habit}
                                </option>
                            ))}
                        </select>
                        <Chart years={years} habit={chosen} />
                    </div>
                );
            }}
        </Shown>
    );
}

function Chart({years, habit}: {years: Years; habit: string}) {
    const m = useMessages();
    const values = years.flatMap(({year, measures}) =>
        measures.filter((measure) => measure.habit === habit).map(({mean, unit}) => ({year, mean, unit}))
    );
    const first = values[0]?.year ?? 0;
    const span = Math.max(1, (values.at(-1)?.year ?? first) - first);
    const top = Math.max(1e-6, ...values.map(({mean}) => mean)) * 1.1;
    const x = (year: number): number => size.left + ((year - first) / span) * (size.width - size.left - size.right) + 16;
    const y = (mean: number): number => size.top + (1 - mean / top) * (size.height - size.top - size.bottom);
    const name = m.voice.habitNames[habit] ?? habit;
    const words = values.map(({year, mean, unit}) => `${year}: ${m.voice.value(mean, unit)}`).join("; ");
    return (
        <svg className={styles["chart"]} viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={`${name}. ${words}`}>
            <line x1={0} x2={size.width} y1={y(0)} y2={y(0)} />
            <path d={values.map(({year, mean}, i) => `${i === 0 ? "M" : "L"}${x(year)} ${y(mean)}`).join("")} />
            {values.map(({year, mean, unit}) => (
                <g key={year}>
                    <circle cx={x(year)} cy={y(mean)} r="3.5" />
                    <text x={x(year)} y={y(mean) - 9} textAnchor="middle">
                        {m.voice.value(mean, unit)}
                    </text>
                    <text x={x(year)} y={size.height - 6} textAnchor="middle">
                        {year}
                    </text>
                </g>
            ))}
        </svg>
    );
}
