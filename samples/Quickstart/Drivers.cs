using Microsoft.Extensions.DependencyInjection;
using Unified.Media;

namespace Quickstart;

/// <summary>Where facts and objects go: a folder, unless the command line names services.</summary>
internal static class Drivers
{
    public static UnifiedMediaBuilder Use(UnifiedMediaBuilder media, Arguments arguments)
    {
        var data = Places.PrepareData(arguments.Keep);
        if (arguments.Postgres is { } connection)
        {
            // One login for both keeps the tour short. In production the application's own login owns nothing, and the schema comes from
            // the tool or from a deployment step.
            media.MigrateOnStart(connection).UsePostgres(connection);
        }
        else
        {
            media.UseSqlite(Path.Combine(data, "catalog.db"));
        }

        return arguments.Supabase ? media.UseSupabaseStorage() : media.UseLocalFolder(Path.Combine(data, "objects"));
    }

    /// <summary>A user of the tour. PostgreSQL knows users by UUID: new ones every time, because earlier rows stay there.</summary>
    public static MediaUser User(string name, Arguments arguments) =>
        MediaUser.For(arguments.Postgres is null ? OwnerId.Parse(name) : OwnerId.FromGuid(Guid.CreateVersion7()));
}
