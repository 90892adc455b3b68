import {useState} from "react";
import type {FormEvent} from "react";
import type {ModelsState, Offer} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Dialog} from "../components/Dialog.tsx";
import {Field} from "../components/Field.tsx";
import {Section} from "../components/Page.tsx";
import {useStore} from "../state/store.ts";
import {DownloadLine} from "./DownloadLine.tsx";
import {download, downloads, failures} from "./downloads.ts";
import styles from "./Models.module.css";

/** What can be downloaded: the catalogue, and any address. */
export function Offers({state, onChange}: {state: ModelsState; onChange: () => void}) {
    const m = useMessages();
    const [asking, setAsking] = useState(false);
    const running = useStore(downloads);
    const failed = useStore(failures);
    const offered = new Set(state.offers.map(({id}) => id));
    // one that has only just begun is not on the disk yet
    const addresses = [
        ...new Set([...state.begun.map(({url}) => url), ...[...running.keys(), ...failed.keys()].filter((key) => !offered.has(key))])
    ];
    const start = (url: string): void => {
        setAsking(false);
        void download({url}, m.catalogue.kept).then(onChange);
    };
    return (
        <Section
            title={m.catalogue.title}
            actions={
                <Button icon="save" onClick={() => setAsking(true)}>
                    {m.catalogue.fromAddress}
                </Button>
            }
        >
            <p className={styles["lead"]}>{m.catalogue.lead}</p>
            <ul>
                {addresses.map((url) => {
                    const begun = state.begun.find((each) => each.url === url);
                    const name = url.slice(url.lastIndexOf("/") + 1);
                    return (
                        <li key={url} className={styles["model"]}>
                            <span className={styles["name"]}>
                                <strong>{name}</strong>
                                <span>{m.catalogue.begun}</span>
                            </span>
                            <span className={styles["path"]} dir="ltr">
                                {url}
                            </span>
                            <DownloadLine
                                choice={{url}}
                                name={name}
                                host={begun?.host ?? new URL(url).host}
                                loaded={begun?.loaded ?? 0}
                                onChange={onChange}
                            />
                        </li>
                    );
                })}
                {state.offers.map((offer) => (
                    <OfferLine key={offer.id} offer={offer} onChange={onChange} />
                ))}
            </ul>
            {asking && <AddressDialog onClose={() => setAsking(false)} onChoose={start} />}
        </Section>
    );
}

function OfferLine({offer, onChange}: {offer: Offer; onChange: () => void}) {
    const m = useMessages();
    const {id, name, maker, parameters, quantisation, licence, host, size, memory, fits, takesVectors, sha256Known, loaded, added} = offer;
    const facts = [
        m.catalogue.facts(parameters, quantisation),
        m.bytes(size),
        licence,
        m.catalogue.needs(m.bytes(memory)),
        takesVectors ? m.catalogue.vectors : m.catalogue.noVectors,
        ...(sha256Known ? [] : [m.catalogue.unknownHash])
    ];
    return (
        <li className={styles["model"]}>
            <span className={styles["name"]}>
                <strong>{name}</strong>
                <span>{maker}</span>
                <span className={fits ? styles["good"] : styles["warn"]}>{fits ? m.models.fits : m.models.fitsNot}</span>
            </span>
            <span className={styles["facts"]}>
                {facts.map((fact) => (
                    <span key={fact}>{fact}</span>
                ))}
            </span>
            {added ? (
                <span className={styles["buttons"]}>{m.catalogue.added}</span>
            ) : (
                <DownloadLine choice={{offer: id}} name={name} host={host} loaded={loaded} onChange={onChange} />
            )}
        </li>
    );
}

function AddressDialog({onClose, onChoose}: {onClose: () => void; onChoose: (url: string) => void}) {
    const m = useMessages();
    const [url, setUrl] = useState("");
    const submit = (event: FormEvent): void => {
        event.preventDefault();
        if (URL.canParse(url.trim())) onChoose(url.trim());
    };
    return (
        <Dialog open onClose={onClose} title={m.catalogue.addressTitle} description={m.catalogue.addressHint}>
            <form onSubmit={submit} style={{display: "contents"}}>
                <Field label={m.catalogue.address} value={url} onChange={setUrl} spellCheck={false} placeholder="https://" />
                <div className={styles["end"]}>
                    <Button onClick={onClose}>{m.cancel}</Button>
                    <Button type="submit" look="main" disabled={!URL.canParse(url.trim())}>
                        {URL.canParse(url.trim()) ? m.catalogue.download(new URL(url.trim()).host) : m.catalogue.addressTitle}
                    </Button>
                </div>
            </form>
        </Dialog>
    );
}
