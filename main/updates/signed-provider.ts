/** electron-updater's manifest, accepted only with the publisher's signature, and its requests, sent only to the allowed hosts. */
import {request as httpRequest} from "node:http";
import {request as httpsRequest} from "node:https";
import {Socket} from "node:net";
import {HttpExecutor} from "builder-util-runtime";
import electronUpdater from "electron-updater";
import {parseUpdateInfo, resolveFiles} from "electron-updater/out/providers/Provider.js";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {checkManifest} from "./update-source.ts";
import type {ClientRequest, IncomingMessage, RequestOptions} from "node:http";
import type {DownloadOptions} from "builder-util-runtime";
import type {AppUpdater, ResolvedUpdateFileInfo, UpdateInfo} from "electron-updater";
import type {ProviderRuntimeOptions} from "electron-updater/out/providers/Provider.js";
import type {UpdateSource} from "./update-source.ts";

export class SignedProvider extends electronUpdater.Provider<UpdateInfo> {
    readonly #source: UpdateSource;

    constructor({source}: {readonly source: UpdateSource}, _updater: AppUpdater, options: ProviderRuntimeOptions) {
        super(options);
        this.#source = source;
    }

    /** electron-updater would send an installation id. Nothing about the user's machine is sent. */
    override setRequestHeaders(): void {}

    async getLatestVersion(): Promise<UpdateInfo> {
        const name = `${this.getDefaultChannelName()}.yml`;
        const address = new URL(name, this.#source.url);
        const [manifest, signature] = [await this.httpRequest(address), await this.httpRequest(new URL(`${name}.sig`, this.#source.url))];
        checkManifest(manifest ?? "", signature ?? "", this.#source.key);
        return parseUpdateInfo(manifest, name, address);
    }

    resolveFiles(info: UpdateInfo): ResolvedUpdateFileInfo[] {
        return resolveFiles(info, this.#source.url);
    }
}

/** Requests by Node, so that no session of Chromium's needs network access. */
export class NamedHosts extends HttpExecutor<ClientRequest> {
    readonly #source: UpdateSource;

    constructor(source: UpdateSource) {
        super();
        this.#source = source;
    }

    override createRequest(options: RequestOptions, callback: (response: IncomingMessage) => void): ClientRequest {
        const {protocol = "https:", hostname, port} = options;
        const host = `${hostname}${port == null || port === "" ? "" : `:${port}`}`;
        if (protocol !== this.#source.url.protocol || !this.#source.hosts.has(host)) {
            // an error thrown inside a response handler, as for a redirect, would be uncaught
            const refused = httpRequest({createConnection: () => new Socket()});
            return refused.destroy(new UserError(say("update.other-host", {host: String(host)})));
        }
        return (protocol === "http:" ? httpRequest : httpsRequest)(options, callback);
    }

    /** The interface that electron-updater expects of its executor. */
    async download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
        return options.cancellationToken.createPromise<string>((resolve, reject, onCancel) => {
            const {protocol, hostname, port, pathname, search} = url;
            const requestOptions = {
                protocol,
                hostname,
                port,
                path: pathname + search,
                headers: {"User-Agent": "idiolect", ...options.headers}
            };
            try {
                this.doDownload(
                    requestOptions,
                    {
                        destination,
                        options,
                        onCancel,
                        responseHandler: null,
                        callback: (error) => (error == null ? resolve(destination) : reject(error))
                    },
                    0
                );
            } catch (error) {
                reject(error as Error);
            }
        });
    }
}
