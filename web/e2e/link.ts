import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line between browser and server that can be cut: cutting ends every connection and takes no new one. */
export class Link {
    private readonly sockets = new Set<Socket>();
    private whole = true;

    private constructor(private readonly server: Server) {}

    static async to(target: string): Promise<Link> {
        const { hostname, port } = new URL(target);
        const server = createServer();
        const link = new Link(server);
        server.on('connection', (near) => {
            if (!link.whole) {
                near.destroy();
                return;
            }
            const far = connect(Number(port), hostname);
            for (const [socket, other] of [
                [near, far],
                [far, near],
            ] as const) {
                link.sockets.add(socket);
                socket.on('error', () => other.destroy());
                socket.on('close', () => {
                    link.sockets.delete(socket);
                    other.destroy();
                });
            }
            near.pipe(far).pipe(near);
        });
        await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
        return link;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    cut(): void {
        this.whole = false;
        for (const socket of this.sockets) socket.destroy();
    }

    mend(): void {
        this.whole = true;
    }

    close(): void {
        this.cut();
        this.server.close();
    }
}
