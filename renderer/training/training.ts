import {useEffect} from "react";
import type {TrainingNow} from "../../app/contract/index.ts";
import {useQuery} from "../state/query.ts";
import {client} from "../state/client.ts";
import {createStore, useStore} from "../state/store.ts";

/** The running training, from main's events, independent of the open screen. */
export const trainingNow = createStore<TrainingNow>({run: null, problem: null});
client.on("training.changed", (now) => trainingNow.set(now));

/** State of the training for the model in use; refetched when a training starts, ends or is discarded, and when the library changes. */
export function useTraining(revision: number) {
    const answer = useQuery("training.state", {});
    const now = useStore(trainingNow);
    const {refetch} = answer;
    // each event without a running training: cancelling sends one when the training has stopped, and one when its state is discarded
    const atRest = now.run === null ? now : null;
    useEffect(() => refetch(), [refetch, revision, atRest]);
    const {value} = answer;
    // the window may have been opened during a training
    useEffect(() => {
        if (value !== null && value.run !== null && trainingNow.get().run === null)
            trainingNow.set({run: value.run, problem: value.problem});
    }, [value]);
    return {answer, run: now.run};
}

/** How much likelier each next word has become on average: 0.2 is 20 %. @param gain nats a token */
export const betterBy = (gain: number): number => Math.expm1(gain);
