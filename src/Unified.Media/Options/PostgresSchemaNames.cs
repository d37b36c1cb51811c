using System.ComponentModel;
using System.Text.RegularExpressions;

namespace Unified.Media;

/// <summary>
/// The names of schemas and roles in PostgreSQL, which the catalog, the schema migrations and the legacy migration share. A name consists of 1 to 63
/// lower-case letters, digits and '_', and does not begin with a digit. The two schemas must differ, and so must the roles. Do not change a name
/// after the schema is created.
/// </summary>
public sealed partial record PostgresSchemaNames
{
    // PostgreSQL reads these names as keywords where a role is expected: a grant would go to the role that runs the migration, or fail.
    private static readonly string[] RoleKeywords = ["current_role", "current_user", "none", "session_user", "user"];

    /// <summary>The schema of the ledger, its functions, and the journal of migrations.</summary>
    /// <value>The default is <c>unified_media</c>.</value>
    public string Schema { get; set; } = "unified_media";

    /// <summary>The schema of the table <c>media</c>.</summary>
    /// <value>The default is <c>public</c>.</value>
    public string MediaSchema { get; set; } = "public";

    /// <summary>The role for calls of <see cref="MediaUser.Anonymous"/>.</summary>
    /// <value>The default is <c>anon</c>.</value>
    public string AnonymousRole { get; set; } = "anon";

    /// <summary>The role for calls of users with an id.</summary>
    /// <value>The default is <c>authenticated</c>.</value>
    public string AuthenticatedRole { get; set; } = "authenticated";

    /// <summary>The role for calls of <see cref="MediaUser.Service"/>.</summary>
    /// <value>The default is <c>service_role</c>.</value>
    public string ServiceRole { get; set; } = "service_role";

    /// <summary>The role of the janitor, the sweeper and the legacy migration.</summary>
    /// <value>The default is <c>unified_media_worker</c>.</value>
    public string WorkerRole { get; set; } = "unified_media_worker";

    /// <summary>The role with which the application logs in.</summary>
    /// <value>The default is <c>unified_media_app</c>.</value>
    public string ApplicationRole { get; set; } = "unified_media_app";

    /// <summary>For packages: validates the names. Returns one sentence per failure, which begins with the name of the property.</summary>
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

        foreach (var duplicate in roles.GroupBy(role => role.Name).Where(group => group.Count() > 1))
        {
            var properties = string.Join(" and ", duplicate.Select(role => role.Property));
            yield return $"{properties} are both '{duplicate.Key}': every role must have its own name.";
        }
    }

    private static IEnumerable<string> FindFailures(string property, string name)
    {
        if (name is null || !PlainName().IsMatch(name))
        {
            yield return $"{property} is '{name}': it must consist of 1 to 63 lower-case letters, digits and '_', and must not begin with a digit.";
        }
        else if (property != nameof(MediaSchema) && (name.StartsWith("pg_", StringComparison.Ordinal) || name == "public"))
        {
            yield return $"{property} is '{name}': PostgreSQL reserves 'public' and names that begin with 'pg_'.";
        }
        else if (RoleKeywords.Contains(name))
        {
            yield return $"{property} is '{name}': this is a keyword in PostgreSQL.";
        }
    }

    [GeneratedRegex(@"^[a-z_][a-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
