namespace Unified.Media.TestStorage;

/// <summary>Who may continue a resumable upload: a user by token and policies, or anybody with the signature of its key.</summary>
internal sealed class ResumableAccess(StorageState state)
{
    public static bool IsSigned(StorageRequest request) => request.Segments.Length > 2 && request.Segments[2] == "sign";

    /// <summary>Refused as JSON, unlike everything else here.</summary>
    public StorageCaller Caller(StorageRequest request) =>
        IsSigned(request) ? StorageCaller.Service : state.Callers.Require(request, missing: Failures.BadToken(Failures.NoToken));

    /// <summary>The right to write, checked again on every request that brings content.</summary>
    /// <returns>Whom the object will belong to, and whether it may overwrite.</returns>
    public (string Owner, bool Upsert) Check(StorageRequest request, StorageCaller caller, string bucket, string key)
    {
        try
        {
            var (owner, upsert) = IsSigned(request)
                ? Signed(request, bucket, key)
                : (caller.Subject ?? string.Empty, request.Upsert);
            state.Write.Check(caller, bucket, key, upsert);
            return (owner, upsert);
        }
        catch (StorageFailure failure)
        {
            throw ResumableFailure.From(failure);
        }
    }

    /// <summary>Looking needs a valid token or signature only; no policy is asked.</summary>
    public void CheckLook(StorageRequest request, string bucket, string key)
    {
        try
        {
            _ = IsSigned(request) ? Signed(request, bucket, key) : default;
        }
        catch (StorageFailure failure)
        {
            throw ResumableFailure.From(failure);
        }
    }

    private (string Owner, bool Upsert) Signed(StorageRequest request, string bucket, string key)
    {
        var token = request.Header("x-signature") ?? throw new ResumableFailure(400, "Missing x-signature header");
        var claims = state.Signatures.Read(token, "upload", $"{bucket}/{key}");
        return (claims["owner"]?.ToString() ?? string.Empty, claims["upsert"]?.GetValue<bool>() ?? false);
    }
}
