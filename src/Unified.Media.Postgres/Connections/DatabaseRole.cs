using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// A database role and the JWT claims with which statements run. Both are set for one transaction only, so the next user of a pooled
/// connection does not have them.
/// </summary>
/// <param name="DataSource">The data source of a login that is a member of the role.</param>
/// <param name="Name">The name of the role.</param>
/// <param name="Subject">The login id in the claims; empty for a caller without a login id.</param>
/// <param name="Claims">The claims as JSON; null for a role whose functions read no claims.</param>
internal sealed record DatabaseRole(NpgsqlDataSource DataSource, string Name, string Subject, string? Claims)
{
    public static DatabaseRole ForUser(NpgsqlDataSource dataSource, string name, Guid login)
    {
        var subject = login.ToString("D");
        return new(dataSource, name, subject, $$"""{"sub":"{{subject}}","role":"{{name}}"}""");
    }

    public static DatabaseRole WithoutUser(NpgsqlDataSource dataSource, string name) => new(dataSource, name, "", $$"""{"role":"{{name}}"}""");

    public static DatabaseRole WithoutClaims(NpgsqlDataSource dataSource, string name) => new(dataSource, name, "", null);

    /// <summary>Returns a statement that sets the claims and the role.</summary>
    public Statement SetRole()
    {
        var statement = new Statement { Role = Name };
        statement.Sql = Claims is null ? $"select {SetRoleSql(statement)}" : $"select {SetClaimsSql(statement)}, {SetRoleSql(statement)}";
        return statement;
    }

    /// <summary>Returns a statement that sets the claims, the <see cref="PlannerSettings"/> and the role.</summary>
    public Statement SetRoleForRead()
    {
        var statement = new Statement { Role = Name };
        statement.Sql = $"select {SetClaimsSql(statement)}, {PlannerSettings.SqlExpressions}, {SetRoleSql(statement)}";
        return statement;
    }

    /// <summary>Returns a statement that sets the role in a transaction whose claims an earlier statement has set.</summary>
    public Statement SetRoleWithoutClaims()
    {
        var statement = new Statement { Role = Name };
        statement.Sql = $"select {SetRoleSql(statement)}";
        return statement;
    }

    /// <summary>Returns a statement that sets the claims but not the role, because only the login may call the functions of the ledger.</summary>
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

    /// <summary>Returns an expression that sets the role, for use in another statement.</summary>
    public string SetRoleSql(Statement statement) => $"set_config('role', {statement.Add(Name)}, true)";

    /// <summary>Returns a statement that resets the role: later statements of the transaction run as the login.</summary>
    public static Statement ResetRole() => new() { Sql = "select set_config('role', 'none', true)" };

    // The functions read the setting request.jwt.claim.sub before the JSON claims, so it is set too.
    private string SetClaimsSql(Statement statement) =>
        $"set_config('request.jwt.claims', {statement.Add(Claims)}, true), set_config('request.jwt.claim.sub', {statement.Add(Subject)}, true)";
}
