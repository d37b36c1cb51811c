using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// As whom statements run. Everything is set for the transaction only: a batch is one, so nothing of it is left on the connection.
/// </summary>
/// <param name="Source">The connections.</param>
/// <param name="Role">The role that is taken on.</param>
/// <param name="Subject">The login id in the claims; empty for nobody.</param>
/// <param name="Claims">The claims as JSON.</param>
internal sealed record Identity(NpgsqlDataSource Source, string Role, string Subject, string Claims)
{
    // Policies joined by OR make the planner believe that few rows are left, and a plan for any owner is one for the average owner: either
    // way it would fetch all of an owner's rows and sort them. Every list has an index that gives its order, so it is told to use one. What
    // cannot be had without a sort is sorted all the same. And a plan that only an index can be in is the same each time, so it is made once;
    // PostgreSQL would make it anew in every call, because it takes a limit that it does not know for a tenth of all rows. To keep what older
    // rows became, in case the same text comes again, costs more than it saves.
    private const string ByIndex =
        "set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true), "
        + "set_config('enable_memoize', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true)";

    public static Identity Of(NpgsqlDataSource source, string role, Guid login)
    {
        var subject = login.ToString("D");
        return new(source, role, subject, $$"""{"sub":"{{subject}}","role":"{{role}}"}""");
    }

    public static Identity OfNobody(NpgsqlDataSource source, string role) => new(source, role, "", $$"""{"role":"{{role}}"}""");

    /// <summary>Says who is asking, and takes the role on.</summary>
    public Statement TakeOn()
    {
        var to = new Statement { Role = Role };
        to.Sql = $"SELECT {Claim(to)}, {Take(to, Role)}";
        return to;
    }

    /// <summary>The same before statements that read.</summary>
    public Statement TakeOnToRead()
    {
        var to = new Statement { Role = Role };
        to.Sql = $"SELECT {Claim(to)}, {ByIndex}, {Take(to, Role)}";
        return to;
    }

    /// <summary>Says who is asking, and stays the login that alone may call the ledger.</summary>
    public Statement Claim()
    {
        var to = new Statement();
        to.Sql = $"SELECT {Claim(to)}";
        return to;
    }

    /// <summary>
    /// The same within a statement: an argument of a function, which has its value once the claims are set, and therefore before the function
    /// is called. Not durable: the loss of the write in a crash of the server does no harm.
    /// </summary>
    public string Claiming(Statement to, Guid value, bool isDurable = true)
    {
        var settings = Claim(to) + (isDurable ? "" : ", set_config('synchronous_commit', 'off', true)");
        return $"CASE WHEN num_nulls({settings}) = 0 THEN {to.Add(value)} END";
    }

    /// <summary>Takes the role on, where the claims are set already or no claims are looked at.</summary>
    public static Statement TakeOn(string role)
    {
        var to = new Statement { Role = role };
        to.Sql = $"SELECT {Take(to, role)}";
        return to;
    }

    /// <summary>Becomes the login again.</summary>
    public static Statement StepBack() => new() { Sql = "SELECT set_config('role', 'none', true)" };

    // The single claim goes before the whole set where functions look for the subject, so a stale one must not stay.
    private string Claim(Statement to) =>
        $"set_config('request.jwt.claims', {to.Add(Claims)}, true), set_config('request.jwt.claim.sub', {to.Add(Subject)}, true)";

    /// <summary>The role as a value of a statement that does more.</summary>
    public static string Take(Statement to, string role) => $"set_config('role', {to.Add(role)}, true)";
}
