using Npgsql;

namespace Unified.Media.Migrations.Tests;

/// <summary>Invalid steps and options are rejected before any step runs.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("10_x.sql")]
    [InlineData("0010-x.sql")]
    [InlineData("0010_X.sql")]
    [InlineData("0010_x.later.sql")]
    [InlineData("0010_x.sql\n")]
    [InlineData("0010_x.txt")]
    public void File_that_is_not_a_step_is_rejected(string fileName) =>
        Assert.Contains("is not a step", Refusal((fileName, "select 1")), StringComparison.Ordinal);

    [Fact]
    public void Empty_step_is_rejected() => Assert.Contains("is empty", Refusal(("0010_x.sql", " \n ")), StringComparison.Ordinal);

    [Fact]
    public void Two_steps_with_the_same_number_are_rejected() =>
        Assert.Contains("'0010_a' and '0010_b'", Refusal(("0010_a.sql", "select 1"), ("0010_b.sql", "select 1")), StringComparison.Ordinal);

    [Theory]
    [InlineData("select {{shema}}")]
    [InlineData("select {{}}")]
    [InlineData("select {{ schema }}")]
    public void Unknown_placeholder_is_rejected(string text)
    {
        var message = Refusal(("0010_x.sql", text));

        Assert.Contains("unknown placeholder", message, StringComparison.Ordinal);
        Assert.Contains("media_schema", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_invalid_options_are_listed_in_one_message()
    {
        using var source = NpgsqlDataSource.Create("Host=nowhere");
        var names = new PostgresSchemaNames
        {
            Schema = "public",
            MediaSchema = "Items\"; drop table x; --",
            AnonymousRole = null!,
            WorkerRole = "pg_monitor",
            ServiceRole = "authenticated",
            ApplicationRole = "app\n",
        };
        var options = new SchemaOptions
        {
            LockTimeout = TimeSpan.Zero,
            LockWaitTimeout = TimeSpan.FromSeconds(-1),
        };

        var error = Assert.Throws<ArgumentException>(() => new UnifiedMediaSchema(source, names, options));

        Assert.All(
            ["Schema is 'public'", "MediaSchema is", "AnonymousRole is", "WorkerRole is 'pg_monitor'", "AuthenticatedRole and ServiceRole are both",
                "ApplicationRole is", "LockTimeout is", "LockWaitTimeout is"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("current_user")]
    [InlineData("session_user")]
    [InlineData("current_role")]
    [InlineData("user")]
    [InlineData("none")]
    public void Keyword_for_the_current_user_is_not_a_role_name(string word)
    {
        using var source = NpgsqlDataSource.Create("Host=nowhere");

        var error = Assert.Throws<ArgumentException>(() => new UnifiedMediaSchema(source, new PostgresSchemaNames { WorkerRole = word }));

        Assert.Contains($"WorkerRole is '{word}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embedded_steps_are_in_order() => Assert.Equal(
        SchemaModule.Core.Steps.Select(step => step.Name).Order(StringComparer.Ordinal), SchemaModule.Core.Steps.Select(step => step.Name));

    [Fact]
    public void Every_concurrent_statement_of_the_schema_can_be_repaired() => Assert.All(
        SchemaModule.Core.Steps.Where(step => step.Kind == StepKind.Concurrent)
            .SelectMany(step => Step.Split(Placeholders.Fill(step.Template, new PostgresSchemaNames()))),
        statement => Assert.NotNull(ConcurrentIndex.Parse(statement)));

    private static string Refusal(params (string, string)[] files) => Assert.Throws<ArgumentException>(() => StepSource.Parse("core", files)).Message;
}
