/** Line icons on a 16-unit grid, in the text's colour. */
const paths = {
    write: "M3 13l.8-3.2 7-7a1.4 1.4 0 012 0l.4.4a1.4 1.4 0 010 2l-7 7L3 13zM9.5 4.1l2.4 2.4",
    drafts: "M4 2.5h5L12.5 6v7.5h-8.5zM9 2.5V6h3.5M6 8.5h4.5M6 11h3",
    voice: "M2.5 6.5v3M5.2 4v8M8 2.5v11M10.8 5v6M13.5 6.5v3",
    sources: "M2 4.5h4.2l1.4 1.6H14v6.4a1 1 0 01-1 1H3a1 1 0 01-1-1z",
    models: "M8 1.8l5.4 3v6.4L8 14.2l-5.4-3V4.8zM2.8 5L8 8l5.2-3M8 8v6",
    connections: "M6 3.5v2.5M10 3.5v2.5M4.5 6h7v2.5a3.5 3.5 0 01-7 0zM8 12v2.5",
    privacy: "M4 7V5.2a4 4 0 018 0V7M3 7h10v6.5H3zM8 9.6v1.6",
    settings: "M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M9.2 2.7v3.6h2.6V2.7zM4.2 9.7v3.6h2.6V9.7z",
    copy: "M5.5 5.5h8v8h-8zM5.5 10.5h-3v-8h8v3",
    check: "M3 8.5l3.3 3.3L13 4.8",
    stop: "M4.5 4.5h7v7h-7z",
    again: "M13 8a5 5 0 11-1.6-3.7M13 2.5v3h-3",
    more: "M8 3.5v9M3.5 8h9",
    alike: "M2.5 6.3c1.8-2 3.7-2 5.5-.5s3.7 1.5 5.5-.5M2.5 10.8c1.8-2 3.7-2 5.5-.5s3.7 1.5 5.5-.5",
    dots: "M3.5 8h.1M8 8h.1M12.5 8h.1",
    edit: "M3 13l.8-3.2 7-7 2.4 2.4-7 7L3 13z",
    why: "M8 10.2c0-2 2.3-2 2.3-4A2.3 2.3 0 008 4a2.3 2.3 0 00-2.3 2.1M8 12.6v.2",
    mail: "M2 4h12v8.5H2zM2.3 4.5L8 8.8l5.7-4.3",
    close: "M4 4l8 8M12 4l-8 8",
    search: "M7 11.5a4.5 4.5 0 100-9 4.5 4.5 0 000 9zM10.3 10.3L14 14",
    pause: "M5.5 3.5v9M10.5 3.5v9",
    play: "M5 3.2l7.5 4.8L5 12.8z",
    bin: "M3 4.5h10M6 4.5V3h4v1.5M4.3 4.5l.6 9h6.2l.6-9M6.8 7v4M9.2 7v4",
    warn: "M8 2.5l6.2 11H1.8zM8 6.5v3.2M8 11.4v.2",
    back: "M9.8 3.5L5.2 8l4.6 4.5",
    forward: "M6.2 3.5L10.8 8l-4.6 4.5",
    undo: "M3 6.5h6.5a3.5 3.5 0 010 7H6M5.8 3.7L3 6.5l2.8 2.8",
    history: "M2.6 8a5.4 5.4 0 105.4-5.4c-2 0-3.6 1-4.6 2.6M3 2.6v2.8h2.8M8 5v3.2l2.2 1.3",
    hide: "M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4zM3 13L13 3",
    show: "M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4zM8 9.6a1.6 1.6 0 100-3.2 1.6 1.6 0 000 3.2z",
    snippet: "M3 3.5h10M3 7h10M3 10.5h4M11.5 9v5M9 11.5h5",
    save: "M8 2.5v7M5 7l3 3 3-3M3 13.5h10"
} as const;

export type IconName = keyof typeof paths;

export function Icon({name}: {name: IconName}) {
    return (
        <svg
            aria-hidden="true"
            viewBox="0 0 16 16"
            width="1em"
            height="1em"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.35"
            strokeLinecap="round"
            strokeLinejoin="round"
        >
            <path d={paths[name]} />
        </svg>
    );
}
