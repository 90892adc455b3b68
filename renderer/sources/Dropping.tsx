import {useEffect, useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Icon} from "../components/Icon.tsx";
import {notify} from "../state/notices.ts";
import {goTo, route} from "../state/route.ts";
import {addingFolder, addSources, dropTarget, pathsOfDrop} from "./dropping.ts";
import styles from "./Sources.module.css";

/** Folders, mailboxes and messages that are dropped on the window become sources, unless a field handles the drop. */
export function Dropping() {
    const m = useMessages();
    const [isOver, setIsOver] = useState(false);
    useEffect(() => {
        const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
        const over = (event: DragEvent): void => {
            if (!hasFiles(event)) return;
            setIsOver(!event.defaultPrevented);
            // an unhandled file must not replace the window's page
            event.preventDefault();
        };
        const leave = (event: DragEvent): void => {
            if (event.relatedTarget === null) setIsOver(false);
        };
        const drop = (event: DragEvent): void => {
            setIsOver(false);
            if (!hasFiles(event) || event.defaultPrevented) return;
            event.preventDefault();
            const paths = pathsOfDrop(event.dataTransfer?.files ?? [], window.idiolect);
            if (paths === null) {
                notify(m.stores.noPath, {bad: true});
                if (route.get().screen !== "welcome") goTo({screen: "sources"});
                addingFolder.set(true);
            } else if (paths.length > 0) {
                const target = dropTarget.get();
                if (target === null) void addSources(paths, m.sources.result);
                else target(paths);
            }
        };
        window.addEventListener("dragover", over);
        window.addEventListener("dragleave", leave);
        window.addEventListener("drop", drop);
        return () => {
            window.removeEventListener("dragover", over);
            window.removeEventListener("dragleave", leave);
            window.removeEventListener("drop", drop);
        };
    }, [m]);
    return isOver ? (
        <div className={styles["drop"]} aria-hidden="true">
            <Icon name="sources" />
            {m.stores.drop}
        </div>
    ) : null;
}
