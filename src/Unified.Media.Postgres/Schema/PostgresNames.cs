namespace Unified.Media.Postgres;

/// <summary>Names of things in the database, as statements write them.</summary>
internal sealed class PostgresNames(PostgresCatalogOptions options)
{
    public string Schema { get; } = options.Schema;

    public string MediaSchema { get; } = options.MediaSchema;

    public string Media { get; } = $"{options.MediaSchema}.media";

    public string Tags { get; } = $"{options.Schema}.media_tags";

    public string Words { get; } = $"{options.Schema}.media_search";

    public string Function(string name) => $"{Schema}.{name}";
}
