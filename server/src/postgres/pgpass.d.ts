declare module "pgpass" {
  /** Looks a password up in ~/.pgpass, or in the file that PGPASSFILE names; undefined where there is none. */
  export default function pgpass(
    connection: {
      readonly host: string;
      readonly port: number;
      readonly database: string;
      readonly user: string;
    },
    found: (password: string | undefined) => void,
  ): void;
}
