using Npgsql;
using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>Turns the database's errors into ours. Texts of the server stay in the cause.</summary>
internal static class LegacyErrors
{
    public static bool IsProviders(Exception error) => error is NpgsqlException or TimeoutException;

    public static MediaMigrationException Translate(Exception error) => error switch
    {
        PostgresException { SqlState: "55000" } =>
            new(MigrationErrorCode.Finished, "The migration is finished: its way back and its way forward are closed.", error),
        PostgresException { SqlState: "42883" or "3F000" or "42P01" } => new(
            MigrationErrorCode.NotReady, "The schema lacks what the migration of older tables needs: bring it up to date first.", error),
        PostgresException { SqlState: "42501" } =>
            new(MigrationErrorCode.MissingRights, "The login lacks a right that the migration of older tables needs.", error),
        PostgresException { SqlState: "55P03" } =>
            new(MigrationErrorCode.Locked, "A lock was not to be had in time.", error) { IsTransient = true },
        PostgresException answer => IsPassing(answer)
            ? Unavailable(error)
            : new(MigrationErrorCode.FailedStep, $"The database refused a step of the migration ({answer.SqlState}).", error),
        _ => Unavailable(error),
    };

    private static bool IsPassing(PostgresException error) =>
        error.IsTransient || error.SqlState is "57P01" or "57P02" or "57P03" or "57014" or "40001" or "40P01";

    private static MediaMigrationException Unavailable(Exception error) =>
        new(MigrationErrorCode.Unavailable, "The database could not be reached, or did not answer.", error) { IsTransient = true };
}
