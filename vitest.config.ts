import {configDefaults, defineConfig} from "vitest/config";

const exclude = [...configDefaults.exclude, "out/**", "dist/**"];
const windowTests = ["tests/e2e/**/*.test.ts"];
const packageTests = ["packaging/**/*.test.ts"];

/** Unit tests first; then the window, one browser at a time; packing last, as it builds the window anew. */
export default defineConfig({
    test: {
        globalSetup: ["tests/build-window.ts"],
        projects: [
            {extends: true, test: {name: "unit", exclude: [...exclude, ...windowTests, ...packageTests], sequence: {groupOrder: 0}}},
            {extends: true, test: {name: "window", include: windowTests, exclude, maxWorkers: 1, sequence: {groupOrder: 1}}},
            {extends: true, test: {name: "package", include: packageTests, exclude, maxWorkers: 1, sequence: {groupOrder: 2}}}
        ]
    }
});
