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
    public void Sqlstate_decides_whether_an_error_is_transient_or_unknown(string state, bool isTransient, bool isUnknown)
    {
        var cause = new PostgresException("secret text", "ERROR", "ERROR", state);

        var written = Assert.IsType<MediaProviderException>(Translate(cause, mayHaveTakenEffect: true));
        var read = Assert.IsType<MediaProviderException>(Translate(cause, mayHaveTakenEffect: false));

        Assert.Equal((isTransient, isUnknown), (written.IsTransient, written.OutcomeUnknown));
        Assert.Equal(isUnknown ? MediaErrorCode.OutcomeUnknown : MediaErrorCode.ProviderFailed, written.Code);
        Assert.Equal((isTransient, false), (read.IsTransient, read.OutcomeUnknown));
        Assert.Equal("postgres", written.Provider);
        Assert.DoesNotContain("secret", written.Message + read.Message, StringComparison.Ordinal);
        Assert.Same(cause, written.InnerException);
    }

    [Fact]
    public void Outcome_of_a_write_is_unknown_after_a_broken_connection()
    {
        var cause = new NpgsqlException("secret text", new IOException());

        var written = (MediaProviderException)PostgresErrors.Translate(cause, mayHaveTakenEffect: true, "authenticated", NullLogger.Instance);
        var unsent = (MediaProviderException)PostgresErrors.Translate(cause, mayHaveTakenEffect: false, "authenticated", NullLogger.Instance);

        Assert.Equal((true, true, MediaErrorCode.OutcomeUnknown), (written.IsTransient, written.OutcomeUnknown, written.Code));
        Assert.Equal((true, false, MediaErrorCode.ProviderFailed), (unsent.IsTransient, unsent.OutcomeUnknown, unsent.Code));
        Assert.DoesNotContain("secret", written.Message + unsent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Insufficient_privilege_becomes_access_denied()
    {
        var error = Translate(new PostgresException("secret", "ERROR", "ERROR", "42501"), mayHaveTakenEffect: true);

        Assert.Equal(MediaErrorCode.AccessDenied, Assert.IsType<MediaAccessDeniedException>(error).Code);
    }

    private static Exception Translate(Exception cause, bool mayHaveTakenEffect) =>
        PostgresErrors.Translate(cause, mayHaveTakenEffect, "authenticated", NullLogger.Instance);
}
