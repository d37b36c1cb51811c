using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Unified.Media.Postgres.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("40001", true, false)]
    [InlineData("40P01", true, false)]
    [InlineData("53300", true, false)]
    [InlineData("55P03", true, false)]
    [InlineData("57014", true, false)]
    [InlineData("57P01", true, false)]
    [InlineData("57P03", true, false)]
    [InlineData("08006", true, true)]
    [InlineData("08P01", true, true)]
    [InlineData("40003", true, true)]
    [InlineData("57P02", true, true)]
    [InlineData("53100", false, false)]
    [InlineData("28P01", false, false)]
    [InlineData("42P01", false, false)]
    [InlineData("23505", false, false)]
    [InlineData("XX000", false, false)]
    public void Knows_what_passes_and_what_stays_open(string state, bool isTransient, bool isUnknown)
    {
        var cause = new PostgresException("secret text", "ERROR", "ERROR", state);

        var written = Assert.IsType<MediaProviderException>(PostgresErrors.Translate(cause, mayHaveHappened: true, "authenticated", NullLogger.Instance));
        var read = Assert.IsType<MediaProviderException>(PostgresErrors.Translate(cause, mayHaveHappened: false, "authenticated", NullLogger.Instance));

        Assert.Equal((isTransient, isUnknown), (written.IsTransient, written.OutcomeUnknown));
        Assert.Equal(isUnknown ? MediaErrorCode.OutcomeUnknown : MediaErrorCode.ProviderFailed, written.Code);
        Assert.Equal((isTransient, false), (read.IsTransient, read.OutcomeUnknown));
        Assert.Equal("postgres", written.Provider);
        Assert.DoesNotContain("secret", written.Message + read.Message, StringComparison.Ordinal);
        Assert.Same(cause, written.InnerException);
    }

    [Fact]
    public void Knows_nothing_of_a_write_whose_connection_broke()
    {
        var cause = new NpgsqlException("secret text", new IOException());

        var written = (MediaProviderException)PostgresErrors.Translate(cause, mayHaveHappened: true, "authenticated", NullLogger.Instance);
        var unsent = (MediaProviderException)PostgresErrors.Translate(cause, mayHaveHappened: false, "authenticated", NullLogger.Instance);

        Assert.Equal((true, true, MediaErrorCode.OutcomeUnknown), (written.IsTransient, written.OutcomeUnknown, written.Code));
        Assert.Equal((true, false, MediaErrorCode.ProviderFailed), (unsent.IsTransient, unsent.OutcomeUnknown, unsent.Code));
        Assert.DoesNotContain("secret", written.Message + unsent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Turns_a_refusal_into_one_of_ours()
    {
        var error = PostgresErrors.Translate(new PostgresException("secret", "ERROR", "ERROR", "42501"), mayHaveHappened: true, "authenticated", NullLogger.Instance);

        Assert.Equal(MediaErrorCode.AccessDenied, Assert.IsType<MediaAccessDeniedException>(error).Code);
    }
}
