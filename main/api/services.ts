import type {Idiolect} from "../idiolect.ts";
import type {Connections} from "./connections.ts";
import type {HostPort} from "./host.ts";
import type {LibrarySync} from "./library-sync.ts";
import type {Router} from "./router.ts";
import type {Trainings} from "./trainings.ts";

/** What the handlers work with. */
export interface ApiServices {
    /** the services of this home; a new object after everything was erased */
    idiolect(): Idiolect;
    readonly host: HostPort;
    readonly librarySync: LibrarySync;
    readonly connections: Connections;
    readonly trainings: Trainings;
    readonly emit: Router["emit"];
    /** Closes the services, deletes the home and opens it again. */
    startOver(): Promise<void>;
}
