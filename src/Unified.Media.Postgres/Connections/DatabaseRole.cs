using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// The role and the JWT claims with which statements run. They end with the transaction, so a pooled connection never keeps them.
/// </summary>
/// <param name="Source">The connections of a login that is a member of the role.</param>
/// <param name="Name">The role.</param>
/// <param name="Subject">The login id in the claims; empty for a caller without one.</param>
/// <param name="Claims">The claims as JSON; null for a role whose functions read no claims.</param>
internal sealed record DatabaseRole(NpgsqlDataSource Source, string Name, string Subject, string? Claims)
{
    public static DatabaseRole ForUser(NpgsqlDataSource source, string name, Guid login)
    {
        var subject = login.ToString("D");
        return new(source, name, subject, $$"""{"sub":"{{subject}}","role":"{{name}}"}""");
    }

    public static DatabaseRole WithoutUser(NpgsqlDataSource source, string name) => new(source, name, "", $$"""{"role":"{{name}}"}""");

    public static DatabaseRole WithoutClaims(NpgsqlDataSource source, string name) => new(source, name, "", null);

    /// <summary>Sets the claims and assumes the role.</summary>
    public Statement Assume()
    {
        var statement = new Statement { Role = Name };
        statement.Sql = Claims is null ? $"select {SetRoleSql(statement)}" : $"select {SetClaimsSql(statement)}, {SetRoleSql(statement)}";
        return statement;
    }

    /// <summary>Sets the claims, tells the planner to use the indexes of lists, and assumes the role.</summary>
    public Statement AssumeForRead()
    {
        var statement = new Statement { Role = Name };
        statement.Sql = $"select {SetClaimsSql(statement)}, {PlannerSettings.ForLists}, {SetRoleSql(statement)}";
        return statement;
    }

    /// <summary>Assumes the role in a transaction whose claims an earlier statement has set.</summary>
    public Statement AssumeWithoutClaims()
    {
        var statement = new Statement { Role = Name };
        statement.Sql = $"select {SetRoleSql(statement)}";
        return statement;
    }

    /// <summary>Sets the claims without assuming the role, because only the login may call the functions of the ledger.</summary>
    public Statement SetClaims()
    {
        var statement = new Statement();
        statement.Sql = $"select {SetClaimsSql(statement)}";
        return statement;
    }

    /// <summary>
    /// Adds a function argument as an expression that also sets the claims. PostgreSQL evaluates it before the function runs. When
    /// <paramref name="isDurable"/> is false, the commit does not wait for the disk: a crash of the server may lose the write.
    /// </summary>
    public string AddWithClaims(Statement statement, Guid argument, bool isDurable = true)
    {
        var settings = SetClaimsSql(statement) + (isDurable ? "" : ", set_config('synchronous_commit', 'off', true)");
        return $"case when num_nulls({settings}) = 0 then {statement.Add(argument)} end";
    }

    /// <summary>Returns an expression for another statement that assumes the role.</summary>
    public string SetRoleSql(Statement statement) => $"set_config('role', {statement.Add(Name)}, true)";

    /// <summary>Ends the assumed role: later statements of the transaction run as the login.</summary>
    public static Statement ResetRole() => new() { Sql = "select set_config('role', 'none', true)" };

    // The functions read the single claim before the JSON claims, so the single claim is set too.
    private string SetClaimsSql(Statement statement) =>
        $"set_config('request.jwt.claims', {statement.Add(Claims)}, true), set_config('request.jwt.claim.sub', {statement.Add(Subject)}, true)";
}
