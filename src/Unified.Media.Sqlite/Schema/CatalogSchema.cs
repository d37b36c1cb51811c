using System.Globalization;

namespace Unified.Media.Sqlite;

/// <summary>
/// Creates and upgrades the schema with embedded scripts, which are numbered without gaps. The file stores the number of the last script
/// in <c>user_version</c>. The check and all scripts run in one transaction, so processes that start at the same time wait for one another.
/// </summary>
internal static class CatalogSchema
{
    // The ASCII codes of "UMed". The number identifies the catalog files of this library.
    private const long ApplicationId = 0x554D6564;

    private static readonly string[] Scripts = ["0001_ledger.sql", "0002_media.sql", "0003_search.sql"];

    public static int Version => Scripts.Length;

    /// <summary>Creates or upgrades the schema, and returns the id of the catalog.</summary>
    /// <exception cref="MediaProviderException">The file belongs to another program, or a later version created it.</exception>
    public static Guid Ensure(Session session, Guid newId)
    {
        session.Execute("BEGIN IMMEDIATE");
        var version = (int)(long)session.Scalar("PRAGMA user_version")!;
        CheckOwnership(session, version);
        foreach (var script in Scripts.Skip(version))
        {
            session.ExecuteScript(Read(script));
        }

        if (version < Version)
        {
            session.ExecuteScript(string.Create(
                CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}"));
            session.Execute("INSERT INTO catalog (single_row, id) VALUES (1, @id) ON CONFLICT DO NOTHING", ("@id", newId.ToString("D")));
        }

        var id = Guid.ParseExact((string)session.Scalar("SELECT id FROM catalog")!, "D");
        session.Execute("COMMIT");
        return id;
    }

    /// <summary>Returns the text of the script that creates a version of the schema.</summary>
    public static string Read(int version) => Read(Scripts[version - 1]);

    private static void CheckOwnership(Session session, int version)
    {
        var applicationId = (long)session.Scalar("PRAGMA application_id")!;
        var isEmpty = session.Scalar("SELECT 1 FROM sqlite_schema LIMIT 1") is null;
        if (applicationId != ApplicationId && !(isEmpty && applicationId == 0 && version == 0))
        {
            throw SqliteErrors.CreateIncompatibleFileError("The catalog's file is an SQLite database of another program.");
        }

        if (version > Version)
        {
            throw SqliteErrors.CreateIncompatibleFileError(string.Create(
                CultureInfo.InvariantCulture,
                $"The catalog's schema has version {version}; this version of the library knows {Version}. Upgrade the library."));
        }
    }

    private static string Read(string script)
    {
        using var stream = typeof(CatalogSchema).Assembly.GetManifestResourceStream(script)
            ?? throw new InvalidOperationException($"The script {script} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
