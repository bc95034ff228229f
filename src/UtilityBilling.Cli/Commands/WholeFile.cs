namespace UtilityBilling.Cli.Commands;

/// <summary>A file that is there whole or not at all: a refusal leaves nothing behind and an older file as it was.</summary>
internal static class WholeFile
{
    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        var unfinished = path + ".part";
        try
        {
            T written;
            await using (var file = File.Create(unfinished))
                written = await write(file);
            File.Move(unfinished, path, overwrite: true);
            return written;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
