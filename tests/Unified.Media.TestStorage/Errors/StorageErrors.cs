namespace Unified.Media.TestStorage;

/// <summary>The errors of the API routes, with the messages that were recorded from the real server.</summary>
internal static class StorageErrors
{
    public const string SignatureMismatch = "signature verification failed";
    public const string Expired = "\"exp\" claim timestamp check failed";
    public const string NoToken = "Invalid Compact JWS";

    public static StorageErrorException ObjectNotFound => Http400("404", "not_found", "Object not found", "NoSuchKey");

    public static StorageErrorException BucketNotFound => Http400("404", "Bucket not found", "Bucket not found", "NoSuchBucket");

    public static StorageErrorException RelatedResourceNotFound =>
        Http400("404", "InvalidRequest", "The related resource does not exist", "InvalidRequest");

    public static StorageErrorException ObjectExists => Http400("409", "Duplicate", "The resource already exists", "KeyAlreadyExists");

    public static StorageErrorException TargetExists => Http400("409", "Duplicate", "The resource already exists", "ResourceAlreadyExists");

    public static StorageErrorException BucketExists => Http400("409", "Duplicate", "The resource already exists", "BucketAlreadyExists");

    public static StorageErrorException BucketNotEmpty =>
        Http400("409", "ResourceNotEmpty", "The bucket you tried to delete is not empty", "ResourceNotEmpty");

    public static StorageErrorException PolicyDenied => Http400("403", "Unauthorized", "new row violates row-level security policy", "AccessDenied");

    public static StorageErrorException AccessDenied => Http400("403", "Unauthorized", "Access denied", "AccessDenied");

    public static StorageErrorException WrongRole => new(403, "403", "Unauthorized", "Access denied: Invalid role", "AccessDenied");

    public static StorageErrorException TooLarge =>
        Http400("413", "Payload too large", "The object exceeded the maximum allowed size", "EntityTooLarge");

    public static StorageErrorException InvalidContentType => Http400("415", "invalid_mime_type", "Invalid Content-Type header", "InvalidMimeType");

    public static StorageErrorException InvalidBucketName => Http400("400", "Invalid Input", "Bucket name invalid", "InvalidBucketName");

    public static StorageErrorException NoContent => Http400("400", "InvalidRequest", "No content provided", "InvalidRequest");

    public static StorageErrorException InvalidMetadata =>
        Http400("400", "InvalidParameter", "invalid input syntax for type json", "InvalidParameter");

    public static StorageErrorException InvalidCursor =>
        Http400("400", "InvalidParameter", "Invalid Parameter continuation token", "InvalidParameter");

    public static StorageErrorException InvalidSignature => Http400("400", "InvalidSignature", "Invalid signature", "InvalidSignature");

    public static StorageErrorException InvalidRange => new(416, "416", "invalid_range", "invalid range provided", "InvalidRange");

    public static StorageErrorException InternalError => new(500, "500", "Internal", "Internal Server Error", "InternalError");

    public static StorageErrorException JsonTooLarge => new(413, "413", "FastifyError", "Request body is too large", "EntityTooLarge");

    public static StorageErrorException EmptyJson => Http400(
        "400", "FastifyError", "Body cannot be empty when content-type is set to 'application/json'", "InvalidRequest");

    public static StorageErrorException InvalidJson => Http400(
        "400", "FastifyError", "Body is not valid JSON but content-type is set to 'application/json'", "InvalidRequest");

    public static StorageErrorException HeadersTooLarge =>
        new(431, "431", "Request Header Fields Too Large", "Exceeded maximum allowed HTTP header size", null) { IsFrameworkError = true };

    public static StorageErrorException InvalidToken(string message) => Http400("403", "Unauthorized", message, "AccessDenied");

    public static StorageErrorException InvalidSignedToken(string message) => Http400("400", "InvalidJWT", message, "InvalidJWT");

    public static StorageErrorException WrongScope(string wanted) =>
        Http400("400", "InvalidSignature", $"Token is not scoped for {wanted}", "InvalidSignature");

    public static StorageErrorException InvalidKey(string key) => Http400("400", "InvalidKey", "Invalid key: " + key, "InvalidKey");

    public static StorageErrorException TypeNotAllowed(string type) =>
        Http400("415", "invalid_mime_type", $"mime type {type} is not supported", "InvalidMimeType");

    public static StorageErrorException InvalidRobots(string rule) => Http400(
        "400", "invalid_x_robots_tag", $"Invalid X-Robots-Tag header: Invalid X-Robots-Tag rule: \"{rule}\"", "InvalidRequest");

    public static StorageErrorException Schema(string message) => Http400("400", "Error", message, "InvalidRequest");

    public static StorageErrorException Required(string property, string part = "body") =>
        Schema($"{part} must have required property '{property}'");

    public static StorageErrorException InvalidUrl(string path) =>
        new(400, "400", "Bad Request", $"'{path}' is not a valid url component", "FST_ERR_BAD_URL") { IsFrameworkError = true };

    public static StorageErrorException NoRoute(string method, string path, bool isKnownPrefix) => isKnownPrefix
        ? new(404, "404", "Not Found", $"Route {method}:{path} not found", "InvalidRequest")
        : new(404, "404", "Not Found", $"Route {method}:{path} not found", null) { IsFrameworkError = true };

    private static StorageErrorException Http400(string statusCode, string error, string message, string code) =>
        new(400, statusCode, error, message, code);
}
