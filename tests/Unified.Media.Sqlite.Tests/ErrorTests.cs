using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(5, true, "in use by another process")]
    [InlineData(6, true, "in use by another process")]
    [InlineData(8, false, "read-only")]
    [InlineData(10, false, "disk failed")]
    [InlineData(11, false, "damaged")]
    [InlineData(13, false, "disk is full")]
    [InlineData(14, false, "cannot be opened")]
    [InlineData(26, false, "not an SQLite database")]
    [InlineData(1, false, "failed")]
    public void Error_without_effect_is_described(int code, bool isTransient, string words)
    {
        var cause = new SqliteException("secret path", code);

        var error = SqliteErrors.Translate(cause);

        Assert.Equal((MediaErrorCode.ProviderFailed, "sqlite"), (error.Code, error.Provider));
        Assert.Equal((isTransient, false), (error.IsTransient, error.OutcomeUnknown));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Same(cause, error.InnerException);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(13, false)]
    [InlineData(5, false)]
    public void Commit_error_tells_whether_the_outcome_is_unknown(int code, bool isUnknown)
    {
        var error = SqliteErrors.TranslateCommit(new SqliteException("", code));

        Assert.Equal(isUnknown, error.OutcomeUnknown);
        Assert.Equal(isUnknown ? MediaErrorCode.OutcomeUnknown : MediaErrorCode.ProviderFailed, error.Code);
    }
}
