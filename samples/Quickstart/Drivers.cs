using Microsoft.Extensions.DependencyInjection;
using Unified.Media;

namespace Quickstart;

/// <summary>Selects the drivers: SQLite and a local folder by default, or those that the command line names.</summary>
internal static class Drivers
{
    public static UnifiedMediaBuilder Use(UnifiedMediaBuilder media, Arguments arguments)
    {
        var data = SamplePaths.PrepareData(arguments.Keep);
        if (arguments.Postgres is { } connection)
        {
            // The sample uses one login for both. In production, a deployment step migrates the schema, and the application has a login
            // of its own that owns no tables.
            media.MigrateOnStart(connection).UsePostgres(connection);
        }
        else
        {
            media.UseSqlite(Path.Combine(data, "catalog.db"));
        }

        return arguments.Supabase ? media.UseSupabaseStorage() : media.UseLocalFolder(Path.Combine(data, "objects"));
    }

    /// <summary>
    /// Creates a user with the name as id. PostgreSQL identifies users by UUID, so there the user has a new one. It also separates the rows of this
    /// run from those of earlier runs.
    /// </summary>
    public static MediaUser User(string name, Arguments arguments) =>
        MediaUser.For(arguments.Postgres is null ? OwnerId.Parse(name) : OwnerId.FromGuid(Guid.CreateVersion7()));
}
