using Microsoft.Extensions.DependencyInjection;
using Unified.Media;

namespace Quickstart;

/// <summary>Selects the drivers: a folder by default, or the services of the command line.</summary>
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

    /// <summary>Creates a user. PostgreSQL identifies users by UUID; the sample creates new ones because it keeps the rows of earlier runs.</summary>
    public static MediaUser User(string name, Arguments arguments) =>
        MediaUser.For(arguments.Postgres is null ? OwnerId.Parse(name) : OwnerId.FromGuid(Guid.CreateVersion7()));
}
