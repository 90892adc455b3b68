import {configDefaults, defineConfig} from "vitest/config";

export default defineConfig({
    test: {
        exclude: [...configDefaults.exclude, "out/**", "dist/**"],
        globalSetup: ["tests/build-window.ts"]
    }
});
