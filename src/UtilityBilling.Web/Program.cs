using UtilityBilling.Web.Hosting;

await using var database = await DevelopmentDatabase.StartAsync(args);
await using var app = await UtilityBillingHost.BuildAsync(new WebApplicationOptions { Args = args }, builder => database?.Configure(builder));
app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app, database is not null));
await app.RunAsync();
