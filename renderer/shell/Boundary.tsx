import {Component} from "react";
import type {ReactNode} from "react";
import {MessagesContext} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Empty} from "../components/Page.tsx";

/** An error boundary: an error in one screen does not affect the rest of the window. */
export class Boundary extends Component<{readonly children: ReactNode}, {readonly broken: boolean}> {
    static override contextType = MessagesContext;
    declare context: React.ContextType<typeof MessagesContext>;
    override state = {broken: false};

    static getDerivedStateFromError(): {broken: boolean} {
        return {broken: true};
    }

    override render(): ReactNode {
        if (!this.state.broken) return this.props.children;
        const m = this.context;
        return (
            <main>
                <Empty title={m.frame.broken}>
                    <Button onClick={() => location.reload()}>{m.frame.reload}</Button>
                </Empty>
            </main>
        );
    }
}
