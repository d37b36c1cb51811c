using System.ComponentModel;
using System.Text.RegularExpressions;

namespace Unified.Media;

/// <summary>
/// The names of schemas and roles in PostgreSQL, which the catalog, the schema and the migration of older tables share. A name has 1 to 63
/// lower-case letters, digits and '_', and does not begin with a digit. Names cannot be changed once the schema exists.
/// </summary>
public sealed partial record PostgresSchemaNames
{
    // PostgreSQL reads these as the connected role or as no role, so granting to one would grant to the login that migrates.
    private static readonly string[] RoleKeywords = ["current_role", "current_user", "none", "session_user", "user"];

    /// <summary>The schema of the ledger, of its functions and of the journal of schema steps.</summary>
    /// <value><c>unified_media</c></value>
    public string Schema { get; set; } = "unified_media";

    /// <summary>The schema of the table <c>media</c>.</summary>
    /// <value><c>public</c></value>
    public string MediaSchema { get; set; } = "public";

    /// <summary>The role of calls for <see cref="MediaUser.Anonymous"/>.</summary>
    /// <value><c>anon</c></value>
    public string AnonymousRole { get; set; } = "anon";

    /// <summary>The role of calls for users.</summary>
    /// <value><c>authenticated</c></value>
    public string AuthenticatedRole { get; set; } = "authenticated";

    /// <summary>The role of calls for <see cref="MediaUser.Service"/>.</summary>
    /// <value><c>service_role</c></value>
    public string ServiceRole { get; set; } = "service_role";

    /// <summary>The role of the janitor, of the sweeper and of the migration of older tables.</summary>
    /// <value><c>unified_media_worker</c></value>
    public string WorkerRole { get; set; } = "unified_media_worker";

    /// <summary>The role with which the application logs in.</summary>
    /// <value><c>unified_media_app</c></value>
    public string ApplicationRole { get; set; } = "unified_media_app";

    /// <summary>For packages that take names without a host: one sentence per broken rule, each beginning with the name of the property.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public IEnumerable<string> FindFailures()
    {
        (string Property, string Name)[] roles =
        [
            (nameof(AnonymousRole), AnonymousRole),
            (nameof(AuthenticatedRole), AuthenticatedRole),
            (nameof(ServiceRole), ServiceRole),
            (nameof(WorkerRole), WorkerRole),
            (nameof(ApplicationRole), ApplicationRole),
        ];
        foreach (var failure in FindFailures(nameof(Schema), Schema).Concat(FindFailures(nameof(MediaSchema), MediaSchema))
            .Concat(roles.SelectMany(role => FindFailures(role.Property, role.Name))))
        {
            yield return failure;
        }

        if (Schema == MediaSchema)
        {
            yield return $"{nameof(Schema)} and {nameof(MediaSchema)} are both '{Schema}': they must differ.";
        }

        foreach (var same in roles.GroupBy(role => role.Name).Where(group => group.Count() > 1))
        {
            yield return $"{string.Join(" and ", same.Select(role => role.Property))} are both '{same.Key}': every role must be another one.";
        }
    }

    private static IEnumerable<string> FindFailures(string property, string name)
    {
        if (name is null || !PlainName().IsMatch(name))
        {
            yield return $"{property} is '{name}': it must be 1 to 63 lower-case letters, digits and '_', and not begin with a digit.";
        }
        else if (property != nameof(MediaSchema) && (name.StartsWith("pg_", StringComparison.Ordinal) || name == "public"))
        {
            yield return $"{property} is '{name}': names that begin with pg_, and public, are PostgreSQL's own.";
        }
        else if (RoleKeywords.Contains(name))
        {
            yield return $"{property} is '{name}': to PostgreSQL that is a keyword and not a name.";
        }
    }

    [GeneratedRegex(@"^[a-z_][a-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
