#!/usr/bin/perl
# Stands in for `vast` where its image cannot be pulled: start, status, version, import, count and export over the same
# endpoint setting, with lines in a file as its database. It is not VAST: it knows no types and no queries.
use strict;
use warnings;
use Fcntl qw(:flock);
use IO::Socket::INET;

my %option = (
    'db-directory' => '/var/lib/vast',
    endpoint       => '127.0.0.1',
    config         => ($ENV{PREFIX} // '/opt/tenzir/vast') . '/etc/vast/vast.yaml',
);
my @words;
my %given;
for (@ARGV) {
    if   (/^--([a-z-]+)=(.*)$/) { $given{$1} = $2 }
    else                        { push @words, $_ }
}
my $config = $given{config} // $option{config};
if (open my $file, '<', $config) {
    while (<$file>) { $option{$1} = $2 if /^  (endpoint|db-directory): *"?([^"\s]+)"?/ }
}
elsif ($given{config}) { die "stand-in for vast: cannot read $config: $!\n" }
# A variable outranks the file, and VAST's own port is another one than ours.
$option{endpoint} = $ENV{VAST_ENDPOINT} if $ENV{VAST_ENDPOINT};
$option{'db-directory'} = $ENV{VAST_DB_DIRECTORY} if $ENV{VAST_DB_DIRECTORY};
%option = (%option, %given);
$option{endpoint} .= ':5158' unless $option{endpoint} =~ /:\d+$/;

my $command = shift @words // '';
my %commands = (
    start   => \&start,
    version => sub { print qq({"VAST": "stand-in"}\n) },
    status  => sub { print ask('status') },
    count   => sub { print ask('count') },
    export  => sub { print ask('export') },
    import  => sub { print ask('import', do { local $/; <STDIN> } // '') },
);
my $run = $commands{$command} or die "stand-in for vast: there is no command '$command' here\n";
$run->();

sub start {
    my ($port) = $option{endpoint} =~ /:(\d+)$/;
    my $server = IO::Socket::INET->new(LocalPort => $port, Listen => 16, ReuseAddr => 1)
        or die "stand-in for vast: cannot listen on port $port: $!\n";
    my $database = "$option{'db-directory'}/events";
    open my $probe, '>>', $database or die "stand-in for vast: cannot write $database: $!\n";
    close $probe;

    # As process 1 of a container it gets no default handlers.
    $SIG{TERM} = $SIG{INT} = sub { print STDERR "stand-in for vast: stopped\n"; exit 0 };
    $SIG{CHLD} = 'IGNORE';
    print STDERR "stand-in for vast: listening on $option{endpoint}\n";
    while (1) {
        my $client = $server->accept or next;
        next if fork;
        answer($client, $database);
        exit 0;
    }
}

sub answer {
    my ($client, $database) = @_;
    my $request = <$client> // exit 0;
    open my $file, '+>>', $database or die "$database: $!\n";
    flock $file, LOCK_EX;
    if ($request eq "import\n") {
        while (<$client>) { print {$file} $_ if /\S/ }
        return;
    }
    seek $file, 0, 0;
    my @events = <$file>;
    print {$client} @events if $request eq "export\n";
    print {$client} scalar(@events), "\n" if $request eq "count\n";
    printf {$client} qq({"stand-in": true, "events": %d}\n), scalar @events if $request eq "status\n";
}

sub ask {
    my ($request, $payload) = @_;
    my $server = IO::Socket::INET->new(PeerAddr => $option{endpoint}, Timeout => 5)
        or die "stand-in for vast: failed to connect to $option{endpoint}: $!\n";
    print {$server} "$request\n", $payload // '';
    $server->flush;
    shutdown $server, 1;
    local $/;
    return <$server> // '';
}
