using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Turns the database's errors into ours.</summary>
internal static class LegacyErrors
{
    public const string Failed = "migration_failed";
    public const string Busy = "migration_busy";
    public const string Finished = "migration_finished";
    public const string NotReady = "migration_not_ready";
    public const string TooManyFailures = "migration_too_many_failures";
    public const string NotClean = "migration_not_clean";

    public static bool IsProviders(Exception error) => error is NpgsqlException or TimeoutException;

    public static MediaMigrationException Translate(Exception error) => error switch
    {
        PostgresException { SqlState: "55000" } => new(Finished, "The migration is finished: its way back and its way forward are closed.", error),
        PostgresException { SqlState: "42883" or "3F000" or "42P01" } =>
            new(NotReady, "The schema lacks what the migration of older tables needs: bring it up to date first.", error),
        PostgresException { SqlState: "42501" } => new(NotReady, "The login lacks a right that the migration of older tables needs.", error),
        PostgresException answer => new(Failed, $"The database refused a step of the migration ({answer.SqlState}).", error)
        {
            IsTransient = answer.IsTransient || answer.SqlState is "57P01" or "57P02" or "57P03" or "57014" or "55P03" or "40001" or "40P01",
        },
        _ => new(Failed, "The database could not be reached, or did not answer.", error) { IsTransient = true },
    };
}
