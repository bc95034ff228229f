using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Hosting.Uow;

namespace UtilityBilling.Hosting.Web;

/// <summary>Says to the page filter that a passing failure of this attempt will be tried again, so that it need not be told to the person.</summary>
public interface IRepeatedAction
{
    bool ComesAgain { get; }
}

/// <summary>
/// Does a posted form again from its start when the database broke it off for another's sake (deadlock, serialisation failure): with services of its own each
/// time, a bounded number of times. Nothing was kept of the attempt before, and nothing was answered yet. After the last one the page says that it is busy.
/// </summary>
public sealed class RepeatedActionMiddleware(RequestDelegate next, IServiceScopeFactory scopes)
{
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var person = context.User;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                context.Features.Set<IRepeatedAction>(new Attempt(attempt < PassingFailure.MaxAttempts));
                await RunAsync(context, attempt).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (attempt < PassingFailure.MaxAttempts && PassingFailure.Is(error) && !context.Response.HasStarted)
            {
                context.User = person;
                context.Response.StatusCode = StatusCodes.Status200OK;
                await Task.Delay(PassingFailure.WaitAfter(attempt), context.RequestAborted).ConfigureAwait(false);
            }
        }
    }

    private async Task RunAsync(HttpContext context, int attempt)
    {
        if (attempt == 1)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var first = context.Features.Get<IServiceProvidersFeature>();
        var own = new RequestServicesFeature(context, scopes);
        await using var _ = own.ConfigureAwait(false);
        context.Features.Set<IServiceProvidersFeature>(own);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            context.Features.Set(first);
        }
    }

    private sealed record Attempt(bool ComesAgain) : IRepeatedAction;
}
